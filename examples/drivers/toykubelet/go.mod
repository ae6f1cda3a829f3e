module toykubelet

go 1.21
