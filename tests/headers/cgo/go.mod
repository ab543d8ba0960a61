module nnlite.test/header

go 1.18
