# The only list of commands. Each one calls a script; CI calls the same targets.
PY := sh scripts/python

.DEFAULT_GOAL := help
.PHONY: help run reset test check schema format journey screenshots bench mutate lock

help: ## Show this list
	@$(PY) scripts/help.py

run: ## Install, build, migrate, seed and start a trial (PORT, DATA_DIR choose where)
	@$(PY) scripts/run.py

reset: ## Forget the trial's data (DATA_DIR)
	@$(PY) scripts/reset.py

test: ## Run every test (PART=backend|sqlite|frontend|browser for one part)
	@$(PY) scripts/test.py

check: ## Run every static check (ONLY=name for one of them)
	@$(PY) scripts/check.py

schema: ## Regenerate the OpenAPI file, the front end's types, .env.example and the settings table
	@$(PY) scripts/generate.py

format: ## Format and auto-fix the code
	@$(PY) scripts/format.py

journey: ## Play the journeys over HTTP against a running installation (BASE_URL; JOURNEY=n for one)
	@$(PY) scripts/journey.py

screenshots: ## Photograph every screen of a fresh trial into docs/screenshots
	@$(PY) scripts/screenshots.py

bench: ## Measure it against ceilings of the same run (ONLY=name for one part, QUICK=1 tries it out)
	@$(PY) scripts/benchmark.py

lock: ## Compile the Python locks anew after a change of backend/pyproject.toml
	@$(PY) scripts/lock.py

mutate: ## Break the product's guards one by one, and demand a red test for each (ONLY=name for one)
	@$(PY) scripts/mutate.py
