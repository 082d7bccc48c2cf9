"""One trained model -> the files that other programs read. The door is ../export.py."""
