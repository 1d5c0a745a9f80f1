"""Asking a service on the network, with a token that must not get anywhere else."""
