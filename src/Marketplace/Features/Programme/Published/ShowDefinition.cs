using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>How an indicator is defined; nothing when there is none with that code.</summary>
public sealed record ShowDefinition(string Code) : IQuery<DefinitionModel?>;

public sealed record DefinitionModel(
    string Code, int Version, string Name, string NameVi, string Definition, string DefinitionLanguage, string RulesLanguage, string Formula, string Unit, string Direction, bool IsDistinctCount, string QualityRule, bool IsShown);

internal sealed class ShowDefinitionHandler(MarketplaceDb db) : IRequestHandler<ShowDefinition, DefinitionModel?>
{
    public async Task<DefinitionModel?> Handle(ShowDefinition request, CancellationToken cancellationToken) =>
        await db.Indicators.AsNoTracking().SingleOrDefaultAsync(indicator => indicator.Code == request.Code, cancellationToken) is { } one
            ? new DefinitionModel(one.Code, one.Version, PublicText.Name(one), one.NameVi, PublicText.Definition(one), PublicText.DefinitionLanguage(one), PublicText.RulesLanguage(one),
                PublicText.Formula(one), one.Unit, one.Direction, one.IsDistinctCount, PublicText.QualityRule(one),
                HeadlineIndicators.Codes.Contains(one.Code))
            : null;
}
