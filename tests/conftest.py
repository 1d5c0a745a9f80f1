"""What every test may import: this folder stands on the path, so `from kit import judge` works in all of them.

All that the suite evaluates is evaluated a second time with every message replaced by one word, see `one_word`.
"""

import os

import one_word
from hypothesis import HealthCheck, settings

one_word.install()

# What a test starts finds nothing of earlier runs, and keeps nothing in the home of whoever runs the tests.
os.environ["CLOSURE_CHECK_NO_CACHE"] = "1"

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
