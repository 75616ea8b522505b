"""`/api/feedback/`."""

from django.urls import path

from .views import answering, staff

app_name = "feedback"
urlpatterns = [
    path("open/", answering.OpenSurveyListView.as_view(), name="open-list"),
    path("surveys/", staff.SurveyListView.as_view(), name="survey-list"),
    path("surveys/<uuid:survey_id>/", staff.SurveyView.as_view(), name="survey-detail"),
    path("surveys/<uuid:survey_id>/questions/", staff.QuestionsView.as_view(), name="survey-questions"),
    path("surveys/<uuid:survey_id>/publish/", staff.PublishView.as_view(), name="survey-publish"),
    path("surveys/<uuid:survey_id>/close/", staff.CloseView.as_view(), name="survey-close"),
    path("surveys/<uuid:survey_id>/results/", staff.ResultsView.as_view(), name="survey-results"),
    path("surveys/<uuid:survey_id>/results.csv", staff.ResultsExportView.as_view(), name="survey-export"),
    path("surveys/<uuid:survey_id>/answer/", answering.AnswerView.as_view(), name="survey-answer"),
]
