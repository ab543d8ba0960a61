"""The methods of Tensor, by topic."""
