"""What a model may say in words: plain English whose numbers are references, and whose claims the facts bear out."""
