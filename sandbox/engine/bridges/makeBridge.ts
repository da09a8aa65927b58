import type { Monitor } from '../observe/Monitor';

/** Where a bridge lives: the instance, and what watches its calls. */
export interface BridgeSite {
  instance: string;
  monitor: Monitor;
}

type Method = (...args: unknown[]) => unknown;
type BridgeClass<Bridge, Args extends unknown[]> = abstract new (...args: Args) => Bridge;

/**
 * Makes a bridge of a class that implements only some of the methods the engine asks for. The others reject and are
 * recorded; calls of the implemented ones pass the faults and the trace.
 */
export function makeBridge<Bridge extends object, Args extends unknown[]>(
  site: BridgeSite,
  type: BridgeClass<Bridge, Args>,
  ...args: Args
): Bridge {
  const bridge = Reflect.construct(type, args) as Bridge & Record<string, Method | undefined>;
  const contract = engineClass(type);
  for (const name of methodsOf(contract)) {
    const label = `${contract.name}.${name}`;
    const method = bridge[name];
    const replacement = method ? watched(site, label, method.bind(bridge)) : missing(site, label);
    Object.defineProperty(bridge, name, { value: replacement });
  }
  return bridge;
}

function watched(site: BridgeSite, label: string, method: Method): Method {
  if (label.endsWith('Sync')) return method;
  const { monitor, instance } = site;
  return (...args) =>
    monitor.watch.call({ method: label, instance, args }, () =>
      monitor.trace.record({ kind: 'bridge', method: label, instance }, () =>
        monitor.faults.around(label, () => method(...args)),
      ),
    );
}

function missing(site: BridgeSite, label: string): Method {
  return () => {
    site.monitor.unimplemented.push(label);
    throw new Error(`${label} is not part of the sandbox`);
  };
}

/** The engine's own abstract class: the one right above its `BaseBridge`. */
function engineClass(type: { readonly name: string; readonly prototype: unknown }): {
  name: string;
  prototype: object;
} {
  let found = type as { name: string; prototype: object };
  while (superclass(found).name !== 'BaseBridge') found = superclass(found);
  return found;
}

function superclass(type: object): { name: string; prototype: object } {
  return Object.getPrototypeOf(type) as { name: string; prototype: object };
}

/** The engine calls its abstract `x` through a concrete `doX` that checks the permission. */
function methodsOf(contract: { prototype: object }): string[] {
  const checked = Object.getOwnPropertyNames(contract.prototype).filter((name) => /^do[A-Z_]/.test(name));
  return checked.map((name) => name.charAt(2).toLowerCase() + name.slice(3));
}
