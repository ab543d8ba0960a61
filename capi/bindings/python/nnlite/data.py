"""Mini-batches of tensors."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Iterator

from ._callbacks import on_release
from ._constants import LAST_BATCHES, choose
from ._errors import check
from ._handles import Handle, get, handles, options, wrap_tensor
from ._library import ffi, lib
from ._tensor import Tensor

Batch = tuple[Tensor, ...]


class TensorDataset:
    """Tensors whose first axis is the sample."""

    def __init__(self, *tensors: Tensor) -> None:
        self.tensors = tensors

    def __len__(self) -> int:
        return len(self.tensors[0])

    def __getitem__(self, place: int) -> Batch:
        return tuple(tensor[place] for tensor in self.tensors)


class DataLoader(Handle):
    """Mini-batches of tensors whose first axis is the sample: a TensorDataset, a tensor, or several.

    `shuffle` draws each sample once an epoch in an order of the loader's own random stream, which starts at `seed`;
    `replacement` draws them independently. Samples that do not fill the last batch make a short one (`last_batch`
    "keep"), none ("drop", or drop_last=True), or are joined to the batch before ("merge").

    Iterating goes from where the loader stands to the end of the epoch; the next iteration is the next epoch. A loop
    that is left early is gone on with by the next one.
    """

    __slots__ = ("_width",)
    _width: int

    def __init__(
        self,
        dataset: TensorDataset | Tensor | Iterable[Tensor],
        batch_size: int = 1,
        shuffle: bool = False,
        drop_last: bool = False,
        *,
        replacement: bool = False,
        last_batch: str = "keep",
        seed: int = 0,
    ) -> None:
        if isinstance(dataset, TensorDataset):
            dataset = dataset.tensors
        tensors = [dataset] if isinstance(dataset, Tensor) else list(dataset)
        count, array = handles(tensors)
        sampling = lib.NNL_SAMPLING_SHUFFLE if shuffle else lib.NNL_SAMPLING_SEQUENTIAL
        if replacement:
            if shuffle:
                raise ValueError("shuffle and replacement exclude each other")
            sampling = lib.NNL_SAMPLING_REPLACEMENT
        chosen = options(
            "loader_options",
            sampling=sampling,
            last_batch=choose("last_batch", LAST_BATCHES, "drop" if drop_last else last_batch),
            batch_size=batch_size,
            seed=seed,
        )
        self._handle = get(lib.nnl_loader_create, count, array, chosen)
        self._width = count

    def __del__(self, release: Callable[[int], None] = lib.nnl_loader_release, alive: Any = on_release) -> None:
        release(self._handle)

    def next_batch(self) -> Batch | None:
        """The next batch, a new tensor for each of the loader's; None at the end of an epoch, after which the next one
        begins."""
        cells = ffi.new("int64_t[]", self._width)
        check(lib.nnl_loader_next(self._handle, self._width, cells))
        return tuple(wrap_tensor(handle) for handle in cells) if cells[0] else None

    def __iter__(self) -> Iterator[Batch]:
        while (batch := self.next_batch()) is not None:
            yield batch

    def forever(self) -> Iterator[Batch]:
        """Batches without end, epoch after epoch; over no batches at all, a RuntimeError."""
        while True:
            batch = self.next_batch() or self.next_batch()
            if batch is None:
                raise RuntimeError("the loader has no batches")
            yield batch

    def __len__(self) -> int:
        """The number of batches of an epoch."""
        return get(lib.nnl_loader_num_batches, self._handle)

    @property
    def epoch(self) -> int:
        """Epochs that have ended."""
        return get(lib.nnl_loader_epoch, self._handle)

    def _describe(self) -> str:
        return f"DataLoader({len(self)} batches, epoch {self.epoch})"
