using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Organisations;

public sealed class OrganisationTests
{
    [Theory]
    [InlineData(LegalForm.IdeellForening, Side.Civil)]
    [InlineData(LegalForm.EkonomiskForening, Side.Civil)]
    [InlineData(LegalForm.Stiftelse, Side.Civil)]
    [InlineData(LegalForm.RegistreratTrossamfund, Side.Civil)]
    [InlineData(LegalForm.AktiebolagSvb, Side.Civil)]
    [InlineData(LegalForm.Network, Side.Civil)]
    [InlineData(LegalForm.Kommun, Side.Public)]
    [InlineData(LegalForm.Region, Side.Public)]
    [InlineData(LegalForm.Kommunalforbund, Side.Public)]
    [InlineData(LegalForm.StatligMyndighet, Side.Public)]
    [InlineData(LegalForm.KommunaltBolag, Side.Public)]
    public void The_legal_form_decides_the_side(LegalForm form, Side side) =>
        Assert.Equal(side, Organisation.Register(An.Association with { LegalForm = form }, An.Actor).Side);

    [Fact]
    public void Every_legal_form_but_unknown_has_a_side() =>
        Assert.All(Enum.GetValues<LegalForm>(), form => Assert.Equal(form == LegalForm.Unknown, form.Side() is null));

    [Fact]
    public void Who_registers_becomes_steward()
    {
        var organisation = Organisation.Register(An.Association, An.Actor);

        Assert.Equal(An.Actor.OrganisationId, organisation.StewardId);
        Assert.Equal((An.Actor.At, An.Actor.At), (organisation.CreatedAt, organisation.UpdatedAt));
        Assert.Single(organisation.TakeEvents().OfType<OrganisationRegistered>());
        Assert.Null(Organisation.Register(An.Association, Actor.Clock(An.Actor.At)).StewardId);
    }

    [Theory]
    [InlineData("802999-9003", "8029999003")]
    [InlineData(" 8029999003 ", "8029999003")]
    [InlineData("168029999003", "8029999003")]
    [InlineData("16802999-9003", "8029999003")]
    public void A_number_is_stored_as_ten_digits(string written, string stored) =>
        Assert.Equal(
            stored,
            Organisation.Register(An.Association with { OrganisationNumber = written }, An.Actor).OrganisationNumber
        );

    [Theory]
    [InlineData("802999-9004", "organisation-number-check-digit")]
    [InlineData("8020", "organisation-number-format")]
    [InlineData("19900101-0017", "personal-identity-number")]
    [InlineData("900101-0017", "personal-identity-number")]
    public void A_wrong_number_is_refused_for_what_it_is(string written, string code) =>
        An.Refusal(code, () => Organisation.Register(An.Association with { OrganisationNumber = written }, An.Actor));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Only_a_network_may_lack_a_number(string? none)
    {
        An.Refusal(
            "organisation-number-required",
            () => Organisation.Register(An.Association with { OrganisationNumber = none }, An.Actor)
        );

        var network = Organisation.Register(
            An.Association with
            {
                OrganisationNumber = none,
                LegalForm = LegalForm.Network,
            },
            An.Actor
        );
        Assert.Null(network.OrganisationNumber);
    }

    [Fact]
    public void Only_an_import_may_leave_form_and_number_unknown()
    {
        var unknown = new OrganisationDetails("Föreningen Gamla Lyktan", LegalForm.Unknown);

        An.Refusal("organisation-legal-form-unknown", () => Organisation.Register(unknown, An.Actor));
        var imported = Organisation.Import(unknown, Side.Civil, An.Actor, [new FormerName("Lyktan", null)]);

        Assert.Equal((Side.Civil, LegalForm.Unknown), (imported.Side, imported.LegalForm));
        Assert.Equal([new FormerName("Lyktan", null)], imported.FormerNames);
    }

    [Fact]
    public void An_import_cannot_put_a_known_form_on_the_other_side() =>
        An.Refusal(
            "organisation-side-fixed",
            () =>
                Organisation.Import(
                    new OrganisationDetails("Exempelköpings kommun", LegalForm.Kommun),
                    Side.Civil,
                    An.Actor
                )
        );

    [Fact]
    public void A_partial_import_is_completed_step_by_step()
    {
        var imported = Organisation.Import(new OrganisationDetails("Lyktan", LegalForm.Unknown), Side.Civil, An.Actor);

        imported.Change(new OrganisationDetails("Lyktan", LegalForm.Unknown, MunicipalityCode: "1480"), null, An.Actor);
        An.Refusal(
            "organisation-number-required",
            () => imported.Change(new OrganisationDetails("Lyktan", LegalForm.Stiftelse), null, An.Actor)
        );
        An.Refusal(
            "organisation-side-fixed",
            () => imported.Change(new OrganisationDetails("Lyktan", LegalForm.Kommun, "8029999003"), null, An.Actor)
        );
        imported.Change(new OrganisationDetails("Lyktan", LegalForm.Stiftelse, "8029999003"), null, An.Actor);

        Assert.Equal((LegalForm.Stiftelse, "8029999003"), (imported.LegalForm, imported.OrganisationNumber));
        An.Refusal(
            "organisation-legal-form-unknown",
            () => imported.Change(new OrganisationDetails("Lyktan", LegalForm.Unknown, "8029999003"), null, An.Actor)
        );
    }

    [Fact]
    public void An_imported_form_without_number_may_still_lack_it()
    {
        var imported = Organisation.Import(
            new OrganisationDetails("Lyktan", LegalForm.IdeellForening),
            Side.Civil,
            An.Actor
        );

        imported.Change(
            new OrganisationDetails("Lyktan", LegalForm.IdeellForening, MunicipalityCode: "1480"),
            null,
            An.Actor
        );

        Assert.Equal("1480", imported.MunicipalityCode);
    }

    [Fact]
    public void A_known_number_does_not_change()
    {
        var organisation = Organisation.Register(An.Association, An.Actor);

        An.Refusal(
            "organisation-number-fixed",
            () => organisation.Change(An.Association with { OrganisationNumber = "802999-9110" }, null, An.Actor)
        );
        An.Refusal(
            "organisation-number-fixed",
            () => organisation.Change(An.Association with { OrganisationNumber = null }, null, An.Actor)
        );
    }

    [Fact]
    public void A_rename_keeps_the_old_name_with_its_last_day()
    {
        var organisation = Organisation.Register(An.Association, An.Actor);
        organisation.TakeEvents();

        organisation.Change(An.Association with { Name = "Norrskenet" }, new DateOnly(2025, 12, 31), An.Actor);
        organisation.Rename("Nya Norrskenet", null, An.Actor);

        Assert.Equal("Nya Norrskenet", organisation.Name);
        Assert.Equal(SwedishSort.KeyOf("Nya Norrskenet"), organisation.SortKey);
        Assert.Equal(
            [
                new FormerName(An.Association.Name, new DateOnly(2025, 12, 31)),
                new FormerName("Norrskenet", An.Actor.Today),
            ],
            organisation.FormerNames
        );
        Assert.Equal(
            ["Norrskenet", "Nya Norrskenet"],
            organisation.TakeEvents().OfType<OrganisationRenamed>().Select(e => e.To)
        );
    }

    [Fact]
    public void A_rename_adds_only_the_search_keys_that_are_new()
    {
        var organisation = Organisation.Register(An.Association with { Name = "Kvinnojouren Måsen" }, An.Actor);
        Assert.Equal(["kvinnojouren m{sen", "m{sen"], organisation.NewSearchKeys.Select(k => k.Key));
        organisation.NewSearchKeys.Clear();

        organisation.Rename("Jouren Måsen", null, An.Actor);
        organisation.Rename("Kvinnojouren Måsen", null, An.Actor);

        Assert.Equal(["jouren m{sen"], organisation.NewSearchKeys.Select(k => k.Key));
    }

    [Fact]
    public void Saying_what_is_already_so_changes_nothing()
    {
        var organisation = Organisation.Register(An.Association, An.Actor);
        var version = organisation.Version;

        organisation.Change(An.Association, null, An.Actor);

        Assert.Equal(version, organisation.Version);
        Assert.Empty(organisation.FormerNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_organisation_has_a_name(string name)
    {
        An.Refusal(
            "organisation-name-missing",
            () => Organisation.Register(An.Association with { Name = name }, An.Actor)
        );
        An.Refusal(
            "organisation-name-missing",
            () => Organisation.Register(An.Association, An.Actor).Rename(name, null, An.Actor)
        );
    }

    [Fact]
    public void A_name_has_at_most_200_characters()
    {
        var longest = new string('ö', 200);

        Assert.Equal(longest, Organisation.Register(An.Association with { Name = longest }, An.Actor).Name);
        An.Refusal(
            "organisation-name-too-long",
            () => Organisation.Register(An.Association with { Name = longest + "ö" }, An.Actor)
        );
    }

    [Theory]
    [InlineData("1480", true)]
    [InlineData("0114", true)]
    [InlineData("2584", true)]
    [InlineData("0214", false)]
    [InlineData("2680", false)]
    [InlineData("148", false)]
    [InlineData("14800", false)]
    [InlineData("14a0", false)]
    public void A_municipality_code_is_a_county_and_two_digits(string code, bool valid)
    {
        var details = An.Association with { MunicipalityCode = code };
        if (valid)
        {
            Assert.Equal(code, Organisation.Register(details, An.Actor).MunicipalityCode);
        }
        else
        {
            An.Refusal("municipality-code-invalid", () => Organisation.Register(details, An.Actor));
        }
    }

    [Fact]
    public void Only_a_civil_legal_person_is_registered_as_ideburen()
    {
        var registration = new IdeburenRegistration("IB-17", new DateOnly(2024, 5, 1));
        var registered = An.Association with { IdeburenRegistration = registration };

        Assert.Equal(registration, Organisation.Register(registered, An.Actor).IdeburenRegistration);
        An.Refusal(
            "ideburen-registration-not-possible",
            () => Organisation.Register(registered with { LegalForm = LegalForm.Network }, An.Actor)
        );
        An.Refusal(
            "ideburen-registration-not-possible",
            () => Organisation.Register(registered with { LegalForm = LegalForm.Kommun }, An.Actor)
        );
        An.Refusal(
            "ideburen-registration-invalid",
            () =>
                Organisation.Register(
                    registered with
                    {
                        IdeburenRegistration = registration with { Date = An.Actor.Today.AddDays(1) },
                    },
                    An.Actor
                )
        );
        An.Refusal(
            "ideburen-registration-invalid",
            () =>
                Organisation.Register(
                    registered with
                    {
                        IdeburenRegistration = registration with { Number = " " },
                    },
                    An.Actor
                )
        );
    }

    [Fact]
    public void Texts_have_a_limit_and_nothing_written_is_nothing()
    {
        var details = An.Association with { UndertakingGroup = " " };

        Assert.Null(Organisation.Register(details, An.Actor).UndertakingGroup);
        An.Refusal(
            "organisation-text-too-long",
            () => Organisation.Register(details with { UndertakingGroup = new string('x', 201) }, An.Actor)
        );
    }

    [Fact]
    public void A_refused_change_leaves_no_trace()
    {
        var organisation = Organisation.Register(An.Association, An.Actor);
        var version = organisation.Version;

        An.Refusal(
            "municipality-code-invalid",
            () => organisation.Change(An.Association with { Name = "Ny", MunicipalityCode = "1" }, null, An.Actor)
        );

        Assert.Equal((An.Association.Name, version), (organisation.Name, organisation.Version));
        Assert.Empty(organisation.FormerNames);
    }
}
