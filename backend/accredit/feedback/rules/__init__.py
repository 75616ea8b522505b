"""Pure decisions about surveys: their life, their questions, who may see what of the answers."""
