using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Identity;

internal sealed class MachineClientMapping : IEntityTypeConfiguration<MachineClient>
{
    public void Configure(EntityTypeBuilder<MachineClient> client)
    {
        client.ToTable("MachineClients");
        client.Property(c => c.Id).ValueGeneratedNever();
        client.Property(c => c.Version).IsConcurrencyToken();
        client.Property(c => c.Name).HasMaxLength(MachineClient.NameMaxLength);
        client.Property(c => c.Scopes).HasJsonColumn();
        client.HasMany(c => c.Secrets).WithOne().HasForeignKey(s => s.ClientId);
        client.Navigation(c => c.Secrets).UsePropertyAccessMode(PropertyAccessMode.Field);
        client.HasIndex(c => c.OrganisationId).HasDatabaseName("ix_machine_clients_organisation");
    }
}

internal sealed class MachineSecretMapping : IEntityTypeConfiguration<MachineSecret>
{
    public void Configure(EntityTypeBuilder<MachineSecret> secret)
    {
        secret.ToTable("MachineSecrets");
        secret.Property(s => s.Id).ValueGeneratedNever();
        secret.Property(s => s.Hash).HasMaxLength(64).IsOrdinal();
        secret.Property(s => s.Hint).HasMaxLength(4);
        secret.HasIndex(s => s.ClientId).HasDatabaseName("ix_machine_secrets_client");
    }
}
