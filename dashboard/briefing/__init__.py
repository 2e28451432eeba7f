"""What a page or a briefing says: readings, and the sentences made of them. No Streamlit, no drawing."""
