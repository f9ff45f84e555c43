"""Official documents made of records: one module for each; every figure knows the records it comes from."""
