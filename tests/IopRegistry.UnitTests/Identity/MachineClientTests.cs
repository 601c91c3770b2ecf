using IopRegistry.Identity;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Identity;

public sealed class MachineClientTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Actor By = new(Guid.CreateVersion7(), Guid.CreateVersion7(), Noon, Today);

    [Fact]
    public void A_secret_is_256_random_bits_and_only_its_hash_is_kept()
    {
        var (client, secret) = Create();
        var (_, another) = Create();

        Assert.Matches("^iops_[0-9a-f]{64}$", secret);
        Assert.NotEqual(secret, another);
        var stored = Assert.Single(client.Secrets);
        Assert.DoesNotContain(secret[5..], stored.Hash, StringComparison.Ordinal);
        Assert.Equal(secret[^4..], stored.Hint);
        Assert.Equal(stored, client.Find(secret, Today));
        Assert.Null(client.Find(another, Today));
        Assert.Null(client.Find(stored.Hash, Today));
    }

    [Fact]
    public void It_is_good_through_its_last_day_which_is_a_year_from_now_unless_said()
    {
        var (client, secret) = Create();
        Assert.NotNull(client.Find(secret, Today.AddYears(1)));
        Assert.Null(client.Find(secret, Today.AddYears(1).AddDays(1)));

        var (shorter, today) = MachineClient.Create("x", [Scopes.ReadAgreements], Today, 0, By);
        Assert.NotNull(shorter.Find(today, Today));
        Assert.Null(shorter.Find(today, Today.AddDays(1)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(732)]
    public void Its_last_day_is_neither_past_nor_further_off_than_two_years(int days) =>
        Refused(
            "machine-client-expiry-out-of-range",
            () => MachineClient.Create("x", [Scopes.ReadAgreements], Today.AddDays(days), 0, By)
        );

    [Fact]
    public void Two_are_valid_at_a_time_and_never_none()
    {
        var (client, first) = Create();
        Refused("machine-client-last-secret", () => client.EndSecret(client.Secrets[0].Id, By));
        var second = client.AddSecret(null, By);
        Assert.NotNull(client.Find(first, Today));
        Assert.NotNull(client.Find(second, Today));
        Refused("machine-client-secrets-full", () => client.AddSecret(null, By));

        Assert.True(client.EndSecret(client.Secrets[0].Id, By));
        Assert.False(client.EndSecret(client.Secrets[0].Id, By));
        Assert.False(client.EndSecret(Guid.CreateVersion7(), By));
        Assert.Null(client.Find(first, Today));
        Assert.NotNull(client.Find(second, Today));
        Refused("machine-client-last-secret", () => client.EndSecret(client.Secrets[1].Id, By));
    }

    [Fact]
    public void A_secret_that_has_run_out_makes_room_for_another()
    {
        var (client, _) = MachineClient.Create("x", [Scopes.ReadAgreements], Today, 0, By);
        var later = By with { Today = Today.AddDays(1) };
        client.AddSecret(null, later);
        client.AddSecret(null, later);

        Assert.Equal(2, client.Secrets.Count(secret => secret.IsValidOn(later.Today)));
    }

    [Fact]
    public void Scopes_are_known_each_once_and_at_least_one()
    {
        var (client, _) = MachineClient.Create(
            "x",
            [Scopes.WritePayments, Scopes.ReadPayments, Scopes.WritePayments],
            null,
            0,
            By
        );
        Assert.Equal([Scopes.ReadPayments, Scopes.WritePayments], client.Scopes);

        var unknown = Refused(
            "machine-client-scope-unknown",
            () => client.Change("x", [Scopes.ReadPayments, "agreements:sign"], By)
        );
        Assert.Equal("/scopes/1", unknown.Pointer);
        Refused("machine-client-without-scope", () => client.Change("x", [], By));
    }

    [Fact]
    public void Saying_the_same_again_is_no_change()
    {
        var (client, _) = Create();
        var version = client.Version;
        client.Change(client.Name, client.Scopes, By);
        Assert.Equal(version, client.Version);
        client.Change("Annat namn", client.Scopes, By);
        Assert.True(client.Version > version);
    }

    [Fact]
    public void What_is_revoked_is_so_for_good()
    {
        var (client, secret) = Create();
        client.Revoke(By);

        Assert.Null(client.Find(secret, Today));
        Refused("machine-client-revoked", () => client.Revoke(By));
        Refused("machine-client-revoked", () => client.Change("x", client.Scopes, By));
        Refused("machine-client-revoked", () => client.AddSecret(null, By));
        Refused("machine-client-revoked", () => client.EndSecret(client.Secrets[0].Id, By));
    }

    [Fact]
    public void An_organisation_has_a_bounded_number() =>
        Refused(
            "machine-clients-too-many",
            () => MachineClient.Create("x", [Scopes.ReadAgreements], null, MachineClient.MostOfAnOrganisation, By)
        );

    private static (MachineClient Client, string Secret) Create() =>
        MachineClient.Create("Ekonomisystemet", [Scopes.ReadPayments], null, 0, By);

    private static RuleViolation Refused(string code, Action act)
    {
        var violation = Assert.Throws<RuleViolationException>(act).Violation;
        Assert.Equal(code, violation.Code);
        return violation;
    }

    private static RuleViolation Refused<T>(string code, Func<T> act) =>
        Refused(
            code,
            () =>
            {
                _ = act();
            }
        );
}
