"""How fast mapgen is beside the generators one would pick instead: `python -m tests.bench --help`.

A project of N fictional organisations, the same pages made by each peer, and a runner that lets mapgen and a peer take
turns and tells ratios. Read `__main__.py` first, then `contenders.py` (who runs) and `series.py` (how it is measured).
"""
