using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
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
        organisation.Property(o => o.SortKey).HasMaxLength(Organisation.SortKeyMaxLength).IsOrdinal();
        organisation.Property(o => o.OrganisationNumber).HasMaxLength(OrganisationNumber.Length);
        organisation.Property(o => o.MunicipalityCode).HasMaxLength(4);
        organisation.Property(o => o.UndertakingGroup).HasMaxLength(Organisation.TextMaxLength);
        organisation.Property(o => o.FormerNames).HasJsonColumn();
        organisation.Property(o => o.Units).HasJsonColumn();
        organisation.Property(o => o.Contacts).HasJsonColumn();
        organisation.Property(o => o.SigningRights).HasJsonColumn();
        organisation.Property(o => o.UmbrellaMemberships).HasJsonColumn();
        organisation.Property(o => o.IdeburenRegistration).HasJsonColumn();
        organisation.Property(o => o.OwnRenewalSettings).HasJsonColumn();
        organisation.Ignore(o => o.RenewalSettings); // worked out from the column before it
        organisation.HasMany(o => o.NewSearchKeys).WithOne().HasForeignKey(k => k.OrganisationId);

        // Null stands beside null in a unique index on PostgreSQL, and SQL Server's is filtered by EF.
        organisation.HasIndex(o => o.OrganisationNumber).IsUnique().HasDatabaseName(OrganisationConstraints.Number);

        // The list in order of name, whole or within a side, a legal form or a municipality; each is read from one index
        // and stops at the page's end.
        organisation.HasIndex(o => new { o.SortKey, o.Id }).HasDatabaseName("ix_organisations_sort");
        organisation
            .HasIndex(o => new
            {
                o.Side,
                o.SortKey,
                o.Id,
            })
            .HasDatabaseName("ix_organisations_side");
        organisation
            .HasIndex(o => new
            {
                o.LegalForm,
                o.SortKey,
                o.Id,
            })
            .HasDatabaseName("ix_organisations_form");
        organisation
            .HasIndex(o => new
            {
                o.MunicipalityCode,
                o.SortKey,
                o.Id,
            })
            .HasDatabaseName("ix_organisations_municipality");
    }
}

internal sealed class OrganisationSearchKeyMapping : IEntityTypeConfiguration<OrganisationSearchKey>
{
    public void Configure(EntityTypeBuilder<OrganisationSearchKey> searchKey)
    {
        searchKey.ToTable("OrganisationSearchKeys");
        searchKey.Property(k => k.Id).ValueGeneratedNever();
        searchKey.Property(k => k.Key).HasMaxLength(OrganisationSearchKey.MaxLength).IsOrdinal();

        // The first finds whom a word matches; the second asks one of them for a further word.
        searchKey.HasIndex(k => new { k.Key, k.OrganisationId }).HasDatabaseName("ix_organisation_search_keys_key");
        searchKey.HasIndex(k => new { k.OrganisationId, k.Key }).HasDatabaseName("ix_organisation_search_keys_of");
    }
}

internal sealed class BoardMeetingMapping : IEntityTypeConfiguration<BoardMeeting>
{
    public void Configure(EntityTypeBuilder<BoardMeeting> meeting)
    {
        meeting.ToTable("BoardMeetings");
        meeting.Property(m => m.Id).ValueGeneratedNever();
        meeting.Property(m => m.Version).IsConcurrencyToken();
        meeting.Property(m => m.Note).HasMaxLength(BoardMeeting.NoteMaxLength);
        meeting.HasOne<Organisation>().WithMany().HasForeignKey(m => m.OrganisationId);

        // A board's calendar, and an organisation's.
        meeting.HasIndex(m => new { m.UnitId, m.Date }).IsUnique().HasDatabaseName(OrganisationConstraints.MeetingDay);
        meeting
            .HasIndex(m => new
            {
                m.OrganisationId,
                m.Date,
                m.Id,
            })
            .HasDatabaseName("ix_board_meetings_date");
    }
}
