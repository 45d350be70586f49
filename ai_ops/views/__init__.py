"""The pages of the AI operations. A view checks who, validates, calls one function, renders."""
