"""What is too long for the gate: the same promises at their full figures. `python -m tests.nightly` names the parts."""
