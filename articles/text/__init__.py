"""Words and text: from what people write to what readers see. No models, no settings, no database."""
