"""The part of an execution environment that is within its process."""
