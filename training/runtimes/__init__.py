"""Other people's runtimes with one face: each loads one file of an export and gives logits."""
