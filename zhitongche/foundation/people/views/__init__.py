"""The pages: everybody's own, and the administrators' register."""
