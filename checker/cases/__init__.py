"""Cases of a policy: small inputs and what has to come out of them, and whether it does."""
