"""The tables of virtual trials and of what answers depend on."""

from typing import Any


def trials(found: dict[str, Any]) -> str:
    """Write how fast trials are run in Markdown."""
    if not found:
        return ""
    return "\n".join(
        (
            "## Virtual trials\n",
            f"{found['replicates']:,} trials of {found['people']} people with {found['visits']} "
            f"visits, analysed in three ways, take **{found['whole_seconds']:.1f} s**, of which "
            f"following {found['volunteers']:,} volunteers takes {found['recruit_seconds']:.1f} s "
            f"(aim 60 s). Running and analysing alone: {found['replicates_per_second']:,.0f} a "
            f"second, {found['times_as_fast']:,.0f} times as many as a loop over statsmodels "
            f"({found['loop_replicates_per_second']:.1f} a second), whose standard error is "
            f"{found['loop_error']:.3f} where ours is {found['error']:.3f}.\n",
        )
    )


def sensitivity(found: dict[str, Any]) -> str:
    """Write how fast Sobol's indices come in Markdown."""
    if not found:
        return ""
    rows = [
        f"| {name} | {one['runs']:,} | {one['seconds']:.0f} | {one['runs_per_second']:,.0f} | "
        f"`{one['first']}` {one['total'][0]:.2f} ({one['total'][1]:.2f} to {one['total'][2]:.2f}) |"
        for name, one in (
            ("what nobody knows", found["ignorance"]),
            ("what people differ in", found["traits"]),
        )
    ]
    return "\n".join(
        (
            "## What an answer depends on\n",
            f"Sobol's indices of {found['factors']} factors from a base of {found['base']:,}, each "
            f"run {found['weeks']} weeks, on {found['cores']} cores; largest memory "
            f"{found['peak_MiB']:.0f} MiB.\n",
            "| of | runs | seconds | runs/s | largest total index |",
            "|---|---|---|---|---|",
            *rows,
            "",
            f"SciPy's LSODA would take {found['scipy_hours_for_all_runs_on_one_core']:.0f} hours "
            f"of one core for the same runs, {found['ratio']:.0f} times as long.\n",
        )
    )
