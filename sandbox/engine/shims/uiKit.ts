// The runtime imports types only from here.
export {};
