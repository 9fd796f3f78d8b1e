"""Where sources read a rule differently: for which cases the readings of a decision give other answers."""
