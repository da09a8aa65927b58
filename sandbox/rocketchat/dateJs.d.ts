declare module 'date.js' {
  /** Reads a time in words, relative to `from`; words it does not understand mean `from` itself. */
  function parse(words: string, from?: Date): Date;
  export = parse;
}
