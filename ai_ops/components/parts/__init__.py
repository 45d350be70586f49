"""Parts that components are drawn with: cards, areas, texts in their places, plots."""
