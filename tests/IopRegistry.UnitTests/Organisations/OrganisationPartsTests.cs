using IopRegistry.Organisations;

namespace IopRegistry.UnitTests.Organisations;

public sealed class OrganisationPartsTests
{
    private static readonly DateOnly First = new(2024, 1, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);
    private static readonly UnitDetails Board = new(UnitKind.Board, "Socialnämnden", First);
    private static readonly ContactDetails Person = new(ContactRole.CaseOfficer, "Ada Lind", First);
    private static readonly SigningRightDetails Right = new(
        "Bo Ek",
        "ordförande",
        SigningMode.Jointly,
        "stadgar § 9",
        First
    );

    [Fact]
    public void Validity_includes_both_days()
    {
        var unit = An.Municipality().AddUnit(Board with { ValidTo = Last }, An.Actor);

        Assert.Equal(
            [false, true, true, false],
            new[] { First.AddDays(-1), First, Last, Last.AddDays(1) }.Select(unit.IsValidOn)
        );
    }

    [Fact]
    public void Validity_is_never_inverted()
    {
        var municipality = An.Municipality();
        var board = municipality.AddUnit(Board, An.Actor);
        var right = municipality.AddSigningRight(Right, An.Actor);
        var membership = municipality.JoinUmbrella(An.Civil(), [], First, null, An.Actor);
        var before = First.AddDays(-1);

        Action[] attempts =
        [
            () => municipality.AddUnit(Board with { ValidTo = before }, An.Actor),
            () => municipality.CloseUnit(board.Id, before, null, An.Actor),
            () => municipality.AddContact(Person with { ValidTo = before }, An.Actor),
            () => municipality.AddSigningRight(Right with { ValidTo = before }, An.Actor),
            () => municipality.EndSigningRight(right.Id, before, An.Actor),
            () => municipality.JoinUmbrella(An.Civil(), [], First, before, An.Actor),
            () => municipality.LeaveUmbrella(membership.Id, before, An.Actor),
        ];

        Assert.All(attempts, attempt => An.Refusal("validity-inverted", attempt));
        municipality.CloseUnit(board.Id, First, null, An.Actor); // one day is a validity
    }

    [Fact]
    public void Boards_belong_to_public_organisations() =>
        An.Refusal("units-public-only", () => An.Civil().AddUnit(Board, An.Actor));

    [Fact]
    public void A_closed_unit_stays_readable_and_names_its_successor()
    {
        var municipality = An.Municipality();
        var old = municipality.AddUnit(Board, An.Actor);
        var successor = municipality.AddUnit(Board with { Name = "Omsorgsnämnden" }, An.Actor);

        municipality.CloseUnit(old.Id, Last, successor.Id, An.Actor);

        Assert.Equal(old with { ValidTo = Last, SuccessorId = successor.Id }, municipality.Board(old.Id));
        Assert.False(municipality.Board(old.Id)!.IsValidOn(Last.AddDays(1)));
    }

    [Fact]
    public void A_successor_is_another_unit_and_only_for_one_that_closes()
    {
        var municipality = An.Municipality();
        var board = municipality.AddUnit(Board, An.Actor);
        var other = municipality.AddUnit(Board, An.Actor);
        Guid[] notPossible = [board.Id, Guid.CreateVersion7()];

        Assert.All(
            notPossible,
            id =>
                An.Refusal(
                    "organisation-unit-successor-invalid",
                    () => municipality.CloseUnit(board.Id, Last, id, An.Actor)
                )
        );
        An.Refusal(
            "organisation-unit-successor-invalid",
            () => municipality.ChangeUnit(board.Id, Board with { SuccessorId = other.Id }, An.Actor)
        );
    }

    [Fact]
    public void A_parent_is_a_unit_of_the_same_organisation()
    {
        var municipality = An.Municipality();
        var board = municipality.AddUnit(Board, An.Actor);
        var elsewhere = An.Municipality().AddUnit(Board, An.Actor);
        var department = new UnitDetails(UnitKind.Department, "Socialförvaltningen", First, ParentId: board.Id);

        Assert.Equal(board.Id, municipality.AddUnit(department, An.Actor).ParentId);
        An.Refusal(
            "organisation-unit-unknown",
            () => municipality.AddUnit(department with { ParentId = elsewhere.Id }, An.Actor)
        );
    }

    [Fact]
    public void Units_do_not_stand_under_themselves()
    {
        var municipality = An.Municipality();
        var top = municipality.AddUnit(Board, An.Actor);
        var middle = municipality.AddUnit(Board with { ParentId = top.Id }, An.Actor);
        var bottom = municipality.AddUnit(Board with { ParentId = middle.Id }, An.Actor);

        Assert.All(
            [top.Id, middle.Id, bottom.Id],
            parent =>
                An.Refusal(
                    "organisation-unit-circular",
                    () => municipality.ChangeUnit(top.Id, Board with { ParentId = parent }, An.Actor)
                )
        );
    }

    [Fact]
    public void A_department_is_no_board_but_a_unit()
    {
        var municipality = An.Municipality();
        var department = municipality.AddUnit(Board with { Kind = UnitKind.Department }, An.Actor);

        Assert.Null(municipality.Board(department.Id));
        Assert.True(municipality.HasUnit(department.Id));
        Assert.False(municipality.HasUnit(Guid.CreateVersion7()));
    }

    [Fact]
    public void A_board_can_be_joint_between_municipalities()
    {
        var host = An.Municipality();
        var neighbour = Guid.CreateVersion7();

        var joint = host.AddUnit(Board with { ParticipantIds = [neighbour] }, An.Actor);

        Assert.Equal([neighbour], joint.ParticipantIds);
        Assert.All(
            [
                Board with
                {
                    ParticipantIds = [host.Id],
                },
                Board with
                {
                    ParticipantIds = [neighbour, neighbour],
                },
                Board with
                {
                    Kind = UnitKind.Department,
                    ParticipantIds = [neighbour],
                },
            ],
            unit => An.Refusal("joint-board-participants-invalid", () => host.AddUnit(unit, An.Actor))
        );
    }

    [Fact]
    public void What_is_not_there_cannot_be_changed()
    {
        var municipality = An.Municipality();
        var nowhere = Guid.CreateVersion7();

        An.Refusal("organisation-unit-unknown", () => municipality.ChangeUnit(nowhere, Board, An.Actor));
        An.Refusal("organisation-unit-unknown", () => municipality.CloseUnit(nowhere, Last, null, An.Actor));
        An.Refusal("organisation-contact-unknown", () => municipality.ChangeContact(nowhere, Person, An.Actor));
        An.Refusal("signing-right-unknown", () => municipality.EndSigningRight(nowhere, Last, An.Actor));
        An.Refusal("umbrella-membership-unknown", () => municipality.LeaveUmbrella(nowhere, Last, An.Actor));
    }

    [Theory]
    [InlineData("ada.lind@exempelkoping.example", true)]
    [InlineData("åsa@exempel.example", true)]
    [InlineData("ada.lind", false)]
    [InlineData("ada@lind", false)]
    [InlineData("a@b@exempel.example", false)]
    [InlineData("ada lind@exempel.example", false)]
    [InlineData("ada@exempel..example", false)]
    [InlineData("Ada <ada@exempel.example>", false)]
    public void An_email_address_has_its_shape(string email, bool valid) =>
        AssertShape(Person with { Email = email }, valid, "contact-email-invalid");

    [Theory]
    [InlineData("+46 10 000 00 00", true)]
    [InlineData("010-000 00 00", true)]
    [InlineData("(0500) 00 00 00", true)]
    [InlineData("112", false)]
    [InlineData("ring Ada", false)]
    [InlineData("010-000 00 00 ankn 5", false)]
    [InlineData("+46 1234567890123456", false)]
    public void A_phone_number_has_its_shape(string phone, bool valid) =>
        AssertShape(Person with { Phone = phone }, valid, "contact-phone-invalid");

    [Fact]
    public void A_contact_belongs_to_a_unit_of_the_same_organisation()
    {
        var municipality = An.Municipality();
        var board = municipality.AddUnit(Board, An.Actor);

        Assert.Equal(board.Id, municipality.AddContact(Person with { UnitId = board.Id }, An.Actor).UnitId);
        An.Refusal(
            "organisation-unit-unknown",
            () => municipality.AddContact(Person with { UnitId = Guid.CreateVersion7() }, An.Actor)
        );
    }

    [Fact]
    public void A_contact_has_a_name_and_ends_with_a_day()
    {
        var municipality = An.Municipality();
        var contact = municipality.AddContact(Person, An.Actor);

        municipality.ChangeContact(contact.Id, Person with { ValidTo = Last }, An.Actor);

        Assert.Equal([contact with { ValidTo = Last }], municipality.Contacts);
        An.Refusal("organisation-name-missing", () => municipality.AddContact(Person with { Name = "" }, An.Actor));
    }

    [Fact]
    public void A_right_to_sign_says_on_what_ground()
    {
        var municipality = An.Municipality();

        Assert.All(
            [Right with { Title = " " }, Right with { Source = "" }],
            right => An.Refusal("signing-right-incomplete", () => municipality.AddSigningRight(right, An.Actor))
        );
        An.Refusal("organisation-name-missing", () => municipality.AddSigningRight(Right with { Name = "" }, An.Actor));
    }

    [Fact]
    public void Ending_a_right_to_sign_changes_only_its_last_day()
    {
        var municipality = An.Municipality();
        var right = municipality.AddSigningRight(Right, An.Actor);

        municipality.EndSigningRight(right.Id, Last, An.Actor);

        Assert.Equal([right with { ValidTo = Last }], municipality.SigningRights);
        Assert.True(municipality.SigningRights[0].IsValidOn(Last));
        Assert.False(municipality.SigningRights[0].IsValidOn(Last.AddDays(1)));
    }

    [Fact]
    public void Umbrellas_do_not_go_in_circles()
    {
        var (local, regional, national) = (An.Civil("Lokal"), An.Civil("Regional"), An.Civil("Riks"));
        local.JoinUmbrella(regional, [], First, null, An.Actor);
        regional.JoinUmbrella(national, [], First, null, An.Actor);

        An.Refusal("umbrella-circular", () => local.JoinUmbrella(local, [], First, null, An.Actor));
        An.Refusal(
            "umbrella-circular",
            () => regional.JoinUmbrella(local, [regional, national], First, null, An.Actor)
        );
        An.Refusal(
            "umbrella-circular",
            () => national.JoinUmbrella(local, [regional, national], First, null, An.Actor)
        );
    }

    [Fact]
    public void Joining_is_a_change_of_everything_above()
    {
        var (local, regional, national) = (An.Civil("Lokal"), An.Civil("Regional"), An.Civil("Riks"));
        var before = (regional.Version, national.Version);

        local.JoinUmbrella(regional, [national], First, null, An.Actor);

        Assert.Equal((before.Item1 + 1, before.Item2 + 1), (regional.Version, national.Version));
    }

    [Fact]
    public void A_membership_ends_before_the_next_one_begins()
    {
        var (local, regional) = (An.Civil("Lokal"), An.Civil("Regional"));
        var first = local.JoinUmbrella(regional, [], First, null, An.Actor);

        An.Refusal("umbrella-membership-overlaps", () => local.JoinUmbrella(regional, [], Last, null, An.Actor));
        local.LeaveUmbrella(first.Id, Last, An.Actor);
        local.JoinUmbrella(regional, [], Last.AddDays(1), null, An.Actor);
        An.Refusal("umbrella-membership-overlaps", () => local.LeaveUmbrella(first.Id, Last.AddDays(1), An.Actor));

        Assert.Equal([Last, null], local.UmbrellaMemberships.Select(m => m.ValidTo));
    }

    [Fact]
    public void There_is_an_end_to_how_many_parts_an_organisation_has()
    {
        var municipality = An.Municipality();
        for (var i = 0; i < Organisation.PartsMax; i++)
        {
            municipality.AddContact(Person, An.Actor);
        }

        An.Refusal("organisation-too-many-parts", () => municipality.AddContact(Person, An.Actor));
    }

    private static void AssertShape(ContactDetails details, bool valid, string code)
    {
        var municipality = An.Municipality();
        if (valid)
        {
            Assert.NotNull(municipality.AddContact(details, An.Actor));
        }
        else
        {
            An.Refusal(code, () => municipality.AddContact(details, An.Actor));
        }
    }
}
