"""mapgen: regional resource maps that can be kept up to date."""

__version__ = "0.1.0"
