"""What the API of the project library sends and answers."""
