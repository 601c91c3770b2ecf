namespace IopRegistry.Identity;

/// <summary>What a person does for an organisation. What each may do is one table: Permission in the API.</summary>
public enum Role
{
    /// <summary>Jurist: drafts, confirms, decides and gives notice.</summary>
    Legal,

    /// <summary>Handläggare.</summary>
    CaseOfficer,

    /// <summary>Registrator: registry numbers, decisions, import.</summary>
    Registrar,

    /// <summary>Ekonom.</summary>
    Finance,

    /// <summary>Firmatecknare or delegated signatory.</summary>
    Signatory,

    /// <summary>Reads everything of the organisation and changes nothing.</summary>
    Reader,

    /// <summary>Organisation admin: users, boards, contacts.</summary>
    Admin,

    /// <summary>Reads everything of the organisation, with the trail.</summary>
    Auditor,

    /// <summary>Runs the service: jobs and national imports. Sees no agreement by this role.</summary>
    Operator,
}
