"""Pure decisions about orders: their states, their prices, and what a card can be charged."""
