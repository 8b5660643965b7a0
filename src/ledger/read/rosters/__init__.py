"""Reading rosters (名簿) as organisers write them: who completed which training when."""
