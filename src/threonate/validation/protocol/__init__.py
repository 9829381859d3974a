"""What a study did, done by the model: each protocol gives one number per draw."""
