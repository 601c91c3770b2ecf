using System.Collections.Frozen;
using IopRegistry.Agreements;
using IopRegistry.SharedKernel;

namespace IopRegistry.Notifications;

/// <summary>What a step of an agreement is called to somebody who is told of it.</summary>
internal static class StepTexts
{
    private static readonly FrozenDictionary<AgreementAction, LocalText> ByAction = new Dictionary<
        AgreementAction,
        LocalText
    >
    {
        [AgreementAction.Propose] = new("Nytt förslag", "New proposal"),
        [AgreementAction.Import] = new("Avtalet har lästs in", "The agreement was imported"),
        [AgreementAction.AcceptForAssessment] = new("Förslaget prövas", "The proposal is being assessed"),
        [AgreementAction.RecordAssessment] = new("Prövningen är klar", "The assessment is done"),
        [AgreementAction.ChangeCaseOfficer] = new("Avtalet har ny handläggare", "The agreement has a new case officer"),
        [AgreementAction.Decline] = new("Avslag", "Declined"),
        [AgreementAction.Withdraw] = new("Förslaget har återtagits", "The proposal was withdrawn"),
        [AgreementAction.Revise] = new("Avtalet har en ny version", "The agreement has a new version"),
        [AgreementAction.AddParty] = new("En part har lagts till", "A party was added"),
        [AgreementAction.ChangeParty] = new("En parts uppgifter har ändrats", "A party's details were changed"),
        [AgreementAction.LeaveAgreement] = new("En part lämnar avtalet", "A party leaves the agreement"),
        [AgreementAction.ConfirmVersion] = new("En part har bekräftat versionen", "A party confirmed the version"),
        [AgreementAction.Reopen] = new("Förhandlingen har öppnats igen", "The negotiation was reopened"),
        [AgreementAction.RecordDecision] = new("Beslut har fattats", "A decision was made"),
        [AgreementAction.RecordLegalForce] = new("Laga kraft har noterats", "Legal force was recorded"),
        [AgreementAction.Sign] = new("En part har undertecknat", "A party signed"),
        [AgreementAction.Start] = new("Avtalet har börjat gälla", "The agreement is in force"),
        [AgreementAction.GiveNotice] = new("Avtalet har sagts upp", "Notice was given"),
        [AgreementAction.RecordDialogue] = new("Dialog har noterats", "A dialogue was recorded"),
        [AgreementAction.Terminate] = new("Avtalet har avslutats i förtid", "The agreement was ended early"),
        [AgreementAction.Extend] = new("Avtalet har förlängts", "The agreement was extended"),
        [AgreementAction.ConfirmExtension] = new(
            "En part har bekräftat förlängningen",
            "A party confirmed the extension"
        ),
        [AgreementAction.ObjectToExtension] = new(
            "En part motsätter sig förlängningen",
            "A party objects to the extension"
        ),
        [AgreementAction.ProposeAmendment] = new("Ändring har föreslagits", "An amendment was proposed"),
        [AgreementAction.ConfirmAmendment] = new("En part har bekräftat ändringen", "A party confirmed the amendment"),
        [AgreementAction.DecideAmendment] = new("Ändringen har beslutats", "The amendment was decided"),
        [AgreementAction.SignAmendment] = new("En part har undertecknat ändringen", "A party signed the amendment"),
        [AgreementAction.WithdrawAmendment] = new("Ändringen har återtagits", "The amendment was withdrawn"),
        [AgreementAction.ApplyAmendment] = new("Ändringen har börjat gälla", "The amendment is in force"),
        [AgreementAction.Renew] = new("Ett nytt avtal förbereds", "A new agreement is being prepared"),
        [AgreementAction.End] = new("Avtalet har upphört", "The agreement has ended"),
    }.ToFrozenDictionary();

    public static LocalText Of(AgreementAction action) => ByAction[action];
}
