"""Optimizers and schedules, with torch.optim's names."""

from . import lr_scheduler
from .optimizer import Optimizer, ParamGroup
from .optimizers import SGD, Adagrad, Adam, AdamW, RMSprop, SparseAdam

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "ParamGroup", "RMSprop", "SparseAdam", "lr_scheduler"]
