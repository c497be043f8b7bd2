"""What HSDS 3.0 demands, and our export judged by tools that we did not write."""
