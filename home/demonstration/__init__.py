"""Demonstration content: data under home/demo/, loaded through the models an editor uses, removed without a trace."""
