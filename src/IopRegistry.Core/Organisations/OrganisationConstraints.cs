namespace IopRegistry.Organisations;

/// <summary>Unique indexes by name: the same on both databases, so that a violation can be told apart from a fault.</summary>
public static class OrganisationConstraints
{
    /// <summary>Broken means <see cref="OrganisationRules.NumberTaken"/>.</summary>
    public const string Number = "ix_organisations_number";

    /// <summary>Broken means <see cref="BoardMeetingRules.Taken"/>.</summary>
    public const string MeetingDay = "ux_board_meetings_day";
}
