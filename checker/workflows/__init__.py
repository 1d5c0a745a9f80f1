"""What the scripts and workflows of a repository do when they run."""
