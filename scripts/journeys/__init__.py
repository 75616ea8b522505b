"""The product's journeys over HTTP, each by people of its own against a running installation and its sandbox."""
