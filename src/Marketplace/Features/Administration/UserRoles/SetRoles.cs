using System.Globalization;
using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Administration.UserRoles;

public static class RoleScopes
{
    public const string Centre = "centre";
    public const string Province = "province";
    public const string Commune = "commune";

    public static IReadOnlyList<string> All { get; } = [Centre, Province, Commune];
}

/// <summary>Says which roles a user has, and for a programme manager which unit; every difference is written down.</summary>
/// <param name="Actor">The administrator.</param>
/// <param name="User">Whose roles.</param>
/// <param name="Roles">All the roles they are to have.</param>
/// <param name="Scope">For a programme manager: one of <see cref="RoleScopes"/>.</param>
/// <param name="UnitId">The province or commune of that scope.</param>
public sealed record SetRoles(UserId Actor, Guid User, IReadOnlyList<string> Roles, string Scope, string UnitId) : ICommand<Result>, ITransactional
{
    /// <summary>The roles the page showed, and the unit after an @; nothing where there was no page.</summary>
    public IReadOnlyList<string>? Shown { get; init; }
}

internal sealed class SetRolesValidator : AbstractValidator<SetRoles>
{
    public SetRolesValidator()
    {
        RuleForEach(command => command.Roles).Must(Domain.Accounts.Roles.All.Contains).WithErrorCode("administration.role-unknown").OverridePropertyName(nameof(SetRoles.Roles));
        RuleFor(command => command.Scope).Must(RoleScopes.All.Contains).WithErrorCode("administration.scope-missing")
            .When(command => command.Roles.Contains(Domain.Accounts.Roles.ProgrammeManager));
    }
}

internal sealed class SetRolesHandler(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock) : IRequestHandler<SetRoles, Result>
{
    public async Task<Result> Handle(SetRoles command, CancellationToken ct)
    {
        var roles = await db.Roles.AsNoTracking().ToListAsync(ct);
        var administrator = roles.Single(role => role.Name == Roles.Administrator).Id;
        if (!await IsStill(administrator, command.Actor, ct))
        {
            return new Refusal("administration.no-longer", nameof(command.Roles));
        }

        if (await db.Users.StillOpen().SingleOrDefaultAsync(user => user.Id == command.User, ct) is not { } user)
        {
            return new Refusal("administration.user-not-found");
        }

        var links = await db.UserRoles.Where(link => link.UserId == user.Id).ToListAsync(ct);
        if (command.Actor == user.UserId && links.Exists(link => link.RoleId == administrator) && !command.Roles.Contains(Roles.Administrator))
        {
            // Someone else has to: so that there is always an administrator left.
            return new Refusal("administration.not-oneself", nameof(command.Roles));
        }

        var unit = command.Roles.Contains(Roles.ProgrammeManager) ? await Unit(command, ct) : null;
        var held = roles.Where(role => links.Exists(link => link.RoleId == role.Id)).Select(role => role.Name!).Append(UserModel.Managing(user.ManagedUnitId)).ToHashSet();
        if (command.Shown is { } shown && !held.SetEquals(shown) && !held.SetEquals([.. command.Roles, UserModel.Managing(unit?.Id)]))
        {
            return new Refusal("administration.roles-changed", nameof(command.Roles));
        }

        foreach (var role in roles)
        {
            var link = links.Find(link => link.RoleId == role.Id);
            if (command.Roles.Contains(role.Name!) && link is null)
            {
                db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
                Note(command, RoleAudit.Granted, role.Name!);
            }
            else if (!command.Roles.Contains(role.Name!) && link is not null)
            {
                db.UserRoles.Remove(link);
                Note(command, RoleAudit.Revoked, role.Name!);
                if (role.Name == Roles.Helper)
                {
                    await EndMandates(user, ct);
                }
            }
        }

        return SetUnit(command, user, unit);
    }

    /// <summary>
    /// The cookie may be a minute older than the role. Role changes wait for one another at the role's row, so that of two administrators who take each
    /// other's role away at once only the first does; and as the actor keeps theirs, there is always one left.
    /// </summary>
    private async Task<bool> IsStill(Guid administrator, UserId actor, CancellationToken ct)
    {
        await db.Roles.Where(role => role.Id == administrator).ExecuteUpdateAsync(set => set.SetProperty(role => role.ConcurrencyStamp, role => role.ConcurrencyStamp), ct);
        return await db.UserRoles.AnyAsync(link => link.UserId == actor.Value && link.RoleId == administrator, ct);
    }

    /// <summary>Makers let in a helper the market had named; who is none any more acts for nobody, and they are told.</summary>
    private async Task EndMandates(User helper, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var mandate in await db.Mandates.InForce(now).Where(mandate => mandate.HelperId == helper.UserId).ToListAsync(ct))
        {
            mandate.Revoke(now);
            var shop = await contacts.Of(mandate.ProducerId, ct);
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    shop.To, Texts.In(shop.Language, "administration.helper-gone-subject", helper.DisplayName),
                    Texts.In(shop.Language, "administration.helper-gone-text", helper.DisplayName, shop.NameVi, site.Of($"/studio/{shop.Slug}/mandates", shop.Language))),
                $"mandate:{mandate.Id.Value:N}:helper-gone");
        }
    }

    private Result SetUnit(SetRoles command, User user, AdminUnit? unit)
    {
        if (unit is null && command.Roles.Contains(Roles.ProgrammeManager))
        {
            return new Refusal("administration.unit-missing", command.Scope == RoleScopes.Commune ? "Commune" : "Province");
        }

        if (user.ManagedUnitId != unit?.Id)
        {
            user.ManagedUnitId = unit?.Id;
            user.ConcurrencyStamp = Guid.NewGuid().ToString();
            Note(command, RoleAudit.UnitSet, unit is null ? "" : $"{unit.Level} {unit.Code} {unit.NameVi}");
        }

        return Result.Ok;
    }

    private async Task<AdminUnit?> Unit(SetRoles command, CancellationToken ct)
    {
        var level = command.Scope switch
        {
            RoleScopes.Commune => AdminLevel.Commune,
            RoleScopes.Province => AdminLevel.Province,
            _ => AdminLevel.Country,
        };
        var units = db.AdminUnits.AsNoTracking().Current().Where(unit => unit.Level == level);
        return level == AdminLevel.Country ? await units.FirstOrDefaultAsync(ct)
            : int.TryParse(command.UnitId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await units.SingleOrDefaultAsync(unit => unit.Id == id, ct)
            : null;
    }

    private void Note(SetRoles command, string action, string detail) => db.AuditEvents.Add(new AuditEvent
    {
        At = clock.GetUtcNow(),
        ActorId = command.Actor,
        Action = action,
        Subject = AuditSubject.Of(new UserId(command.User)),
        Detail = detail,
    });
}
