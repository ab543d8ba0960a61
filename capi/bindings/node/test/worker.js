// What the Workers of threads.test.js do: workerData.task names the function.
import { parentPort, workerData } from 'node:worker_threads';
import { setImmediate as pause } from 'node:timers/promises';

import * as nn from 'nnlite';

const tasks = {
  /** Tasks that err at once, each looking for its own message after it has waited. */
  async err({ first, count }) {
    const layer = new nn.Linear(2, 2);
    const one = async (id) => {
      for (let i = 0; i < id % 5; ++i) await pause();
      try {
        layer.tensor(`missing ${id}`);
      } catch (error) {
        await pause();
        return error.message;
      }
      return '';
    };
    const results = await Promise.all(Array.from({ length: count }, (_, i) => one(first + i)));
    layer.dispose();
    return results;
  },

  gradMode() {
    const before = nn.gradEnabled();
    nn.setGradEnabled(false);
    return [before, nn.gradEnabled(), nn.tensor([1], { requiresGrad: true }).multiply(2).requiresGrad];
  },

  /** A fit of a module and of tensors that another thread made. */
  train({ model, x, y }) {
    const [net, input, target] = [new nn.Module(model), new nn.Tensor(x), new nn.Tensor(y)];
    const sgd = new nn.SGD(net.parameters(), { learningRate: 0.05 });
    return nn.fit(net, new nn.MSELoss(), sgd, new nn.Loader([input, target], { batchSize: 4 }), { epochs: 200 }).loss;
  },

  /** Makes things and releases none. */
  leave() {
    const x = nn.Tensor.borrow(new Float32Array(8), { shape: [4, 2] });
    globalThis.kept = [x, new nn.CustomModule('m', (self, y) => y.clone()), new nn.Context(), x.add(1)];
    return nn.liveHandles();
  },

  foreign({ module }) {
    const own = new nn.Module(module);
    try {
      own.forward(nn.tensor([1]));
    } catch (error) {
      return [error.status, error.message];
    }
    return null;
  },

  log() {
    try {
      nn.defaultContext.setLogCallback(() => {});
    } catch (error) {
      return [error.status, error.argument];
    }
    return null;
  },
};

parentPort.postMessage(await tasks[workerData.task](workerData));
