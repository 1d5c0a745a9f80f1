"""What every test may import: this folder stands on the path, so `from kit import judge` works in all of them."""
