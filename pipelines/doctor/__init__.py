"""The doctor: looks at the installation and a home folder, says what is wrong and how to mend it; changes nothing."""
