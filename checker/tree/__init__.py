"""The paths of the judged tree, and where in it selectors look."""
