import { aCluster, anInstance, type Cluster, type Instance } from './anInstance';
import { aStage, type Stage } from './aStage';

/** Two processes of the app over one store. */
export interface TwoInstances {
  readonly stage: Stage;
  readonly cluster: Cluster;
  readonly one: Instance;
  readonly two: Instance;
  /** Lets something happen that takes a while. */
  during(...work: Array<Promise<unknown>>): Promise<void>;
}

export function twoInstances(): TwoInstances {
  const stage = aStage();
  const cluster = aCluster(stage);
  const during = async (...work: Array<Promise<unknown>>) => {
    const done = Promise.all(work);
    await stage.clock.pass(10_000);
    await done;
  };
  return { stage, cluster, one: anInstance(cluster, 'one'), two: anInstance(cluster, 'two'), during };
}
