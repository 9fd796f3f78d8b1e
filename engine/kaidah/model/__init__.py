"""The Model: DMN's metamodel as frozen values. Text, XML and sheets become it; everything else reads it."""
