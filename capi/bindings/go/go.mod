module nnlite

go 1.24
