// Not run: what the declarations must and must not accept, checked by tsc.
import * as nn from 'nnlite';

const context = new nn.Context({ seed: 7n, threads: 2 });
const x: nn.Tensor = nn.tensor([[1, 2], [3, 4]], { dtype: 'f64', context });
const model = new nn.Sequential([new nn.Linear(2, 3, { bias: false, context }), new nn.ReLU({ context })], { context });
const y = model.forward(x, null).add(1).multiply(x).sum([0, -1], { keepdim: true });
const most: nn.Tensor = x.max();
const along: nn.Selection = x.max(1, { keepdim: true });
const optimizer = new nn.AdamW(model.parameters(), { learningRate: 0.01, beta1: 0.8 });
const loader = new nn.Loader([x, y], { batchSize: 2, sampling: 'shuffle' });
for (const [input, target] of loader) nn.crossEntropy(input, target, { labelSmoothing: 0.1 }).backward();
const report: nn.FitReport = nn.fit(model, new nn.MSELoss(), optimizer, loader, {
  epochs: 2,
  schedule: new nn.StepLR(optimizer, 1),
  onProgress: (at: nn.FitProgress) => at.loss > 0,
});
const scaled: Float32Array = x.read(new Float32Array(4));
nn.init.kaimingUniform(x, { nonlinearity: 'relu' });
nn.customOp('id', [x], (a) => a.clone(), ({ outputGradient }) => [outputGradient]);
new nn.CustomModule('m', (self, a) => self.child('body')!.forward(a)).addChild('body', model);
const memory: Float64Array = x.data({ writing: true });
nn.zeros(2, { context: model.context });
const back: nn.Tensor = nn.fromDlpack(nn.toDlpack(x, { versioned: false }), { versioned: false, context });
const rows: nn.HandleRow[] = nn.handleReport({ context }).rows.filter((row) => row.kind === 'tensor');
x.grad = null;
x.requiresGrad = true;
nn.noGrad(() => 3).toFixed();
void [most, along, report, scaled, memory, back, rows];
{
  using short = nn.zeros(3);
  short.item();
}

// @ts-expect-error an option that does not exist
new nn.Linear(2, 3, { biass: false });
// @ts-expect-error a string that stands for nothing
nn.tensor([1], { dtype: 'f16' });
// @ts-expect-error an optimizer for a module
nn.trainStep(optimizer, model, optimizer, x, y);
// @ts-expect-error no number
x.add('1');
// @ts-expect-error read-only
x.shape = [1];
