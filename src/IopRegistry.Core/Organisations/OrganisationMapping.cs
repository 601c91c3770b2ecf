using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Organisations;

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.ToTable("Organisations");
        organisation.Property(o => o.Id).ValueGeneratedNever();
        organisation.Property(o => o.Version).IsConcurrencyToken();
        organisation.Property(o => o.Name).HasMaxLength(Organisation.NameMaxLength);
        organisation.Property(o => o.OrganisationNumber).HasMaxLength(10);
        organisation.Property(o => o.MunicipalityCode).HasMaxLength(4);
        organisation.Property(o => o.UndertakingGroup).HasMaxLength(Organisation.TextMaxLength);
        organisation.Property(o => o.FormerNames).HasJsonColumn();
        organisation.Property(o => o.Units).HasJsonColumn();
        organisation.Property(o => o.Contacts).HasJsonColumn();
        organisation.Property(o => o.SigningRights).HasJsonColumn();
        organisation.Property(o => o.UmbrellaMemberships).HasJsonColumn();
        organisation.Property(o => o.IdeburenRegistration).HasJsonColumn();
    }
}
