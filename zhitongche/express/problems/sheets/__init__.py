"""Problems in sheets: the office's lists in and out, the department's return (办理情况反馈表)."""
